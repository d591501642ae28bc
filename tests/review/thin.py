"""A contract as offices sign them: two pages, a lump sum, and little else. Names are invented."""

from __future__ import annotations

from xml.sax.saxutils import escape

from drafter.language import Language
from tests.redline.build import package, paragraph

THIN: dict[Language, str] = {
    "zh": """信息系统运行维护服务合同
甲方：澄州市民政事务中心
乙方：澄州远桥信息技术有限公司
甲乙双方经友好协商，就甲方信息系统的运行维护事宜达成如下协议：
一、服务内容
乙方为甲方现有的办公系统、业务系统、服务器及网络设备提供日常运行维护服务，保证系统正常运行。具体内容由双方在服务过程中协商确定。
二、服务期限
本合同服务期限为一年，自2027年1月1日起至2027年12月31日止。期满后双方无异议的，本合同自动顺延一年。
三、合同金额及付款方式
1、本合同总价为人民币贰佰陆拾万元整（￥2,600,000元），为包干价，包含乙方履行本合同的全部费用。
2、合同签订后10日内甲方向乙方支付合同总价的90%，余款在服务期满后一次付清。
3、甲方待上级财政资金到位后付款，乙方不得因此主张逾期责任。
四、双方责任
1、甲方应为乙方的工作提供必要的场地和便利条件。
2、乙方应安排有经验的技术人员，接到甲方电话后及时到场处理故障。
3、乙方应对工作中接触到的甲方资料保密。
五、升级与扩容
服务期内系统的小规模升级、功能完善由乙方负责，费用已含在合同总价内。
六、违约责任
任何一方违反本合同约定，应赔偿对方因此受到的损失，赔偿总额不超过合同总价的5%。
七、不可抗力
因不可抗力不能履行合同的，双方互不承担责任。
八、争议的解决
因本合同发生的争议，双方应友好协商；协商不成的，向乙方所在地人民法院起诉。
九、其他
1、本合同未尽事宜，由双方另行协商。
2、本合同一式四份，双方各执两份，自双方签字盖章之日起生效。
甲方（盖章）：　　　　　　　　乙方（盖章）：
代表人：　　　　　　　　　　　代表人：
日期：　　　　　　　　　　　　日期：
""",
    "en": """Information Systems Maintenance Contract
Party A: Chengzhou Civil Affairs Service Centre
Party B: Chengzhou Farbridge Information Technology Co., Ltd.
The Parties agree as follows on the maintenance of Party A's information systems:
1. Services
Party B maintains Party A's existing office and business systems, servers and network equipment day by day and keeps them running. Details are settled between the Parties as work goes on.
2. Term
This Contract runs for one year, from 1 January 2027 to 31 December 2027. Unless a Party objects, it is then extended by another year.
3. Price and payment
The price is a lump sum of RMB 2,600,000 and covers everything that Party B does under this Contract.
Party A pays 90% within 10 days after signing and the rest at the end of the term.
Party A pays when funds from above have arrived; Party B has no claim for delay on that account.
4. Duties
Party A gives Party B the room and the help that its work needs.
Party B sends experienced staff and comes promptly when Party A calls about a fault.
Party B keeps secret what it learns of Party A in its work.
5. Upgrades
Party B makes small upgrades and improvements in the term; their cost is in the price.
6. Liability
A Party in breach makes good the other's loss, up to 5% of the price in total.
7. Force majeure
Neither Party is liable where force majeure keeps it from performing.
8. Disputes
The Parties shall talk first. Failing agreement, the court at Party B's seat decides.
9. Other
What is not settled here is settled by the Parties later.
This Contract is made in four copies, two for each Party, and takes effect when signed and sealed.
Party A (seal): ____________________ Party B (seal): ____________________
""",
}


def thin(language: Language) -> dict[str, bytes]:
    """Return the contract as a Word file without styles, as somebody types it."""
    lines = THIN[language].strip().split("\n")
    return package("".join(paragraph(f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>') for line in lines))
