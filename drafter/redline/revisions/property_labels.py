"""What properties of Word, their attributes and values are called, as Word's own dialogs call them in both languages."""

from __future__ import annotations

from drafter.language import Words

LABELS = {
    # characters
    "b": Words("加粗", "bold"), "i": Words("倾斜", "italic"), "u": Words("下划线", "underline"), "strike": Words("删除线", "strikethrough"),
    "dstrike": Words("双删除线", "double strikethrough"), "vanish": Words("隐藏文字", "hidden text"), "specVanish": Words("隐藏文字", "hidden text"),
    "webHidden": Words("网页中隐藏", "hidden on the web"), "color": Words("颜色", "colour"), "highlight": Words("突出显示", "highlight"),
    "shd": Words("底纹", "shading"), "sz": Words("字号", "size"), "rFonts": Words("字体", "font"), "vertAlign": Words("上下标", "super- or subscript"),
    "rStyle": Words("字符样式", "character style"), "kern": Words("字距调整", "kerning"), "caps": Words("全部大写", "all capitals"),
    "smallCaps": Words("小型大写", "small capitals"), "effect": Words("效果", "effect"), "outline": Words("空心", "outline"), "shadow": Words("阴影", "shadow"),
    "emboss": Words("阳文", "emboss"), "imprint": Words("阴文", "engrave"), "w": Words("字符缩放", "character scale"), "position": Words("字符位置", "position"),
    "em": Words("着重号", "emphasis mark"), "bdr": Words("字符边框", "character border"), "fitText": Words("调整宽度", "fit text"), "rtl": Words("从右向左", "right to left"),
    "cs": Words("复杂文种", "complex script"), "eastAsianLayout": Words("中文版式", "East Asian layout"), "oMath": Words("公式", "equation"),
    "characterSpacing": Words("字符间距", "character spacing"),
    # paragraphs
    "pStyle": Words("样式", "style"), "jc": Words("对齐", "alignment"), "ind": Words("缩进", "indentation"), "spacing": Words("间距", "spacing"),
    "numPr": Words("编号", "number"), "outlineLvl": Words("大纲级别", "outline level"), "tabs": Words("制表位", "tab stops"),
    "keepNext": Words("与下段同页", "keep with next"), "keepLines": Words("段中不分页", "keep lines together"),
    "pageBreakBefore": Words("段前分页", "page break before"), "pBdr": Words("边框", "border"), "widowControl": Words("孤行控制", "widow control"),
    "suppressLineNumbers": Words("取消行号", "no line numbers"), "suppressAutoHyphens": Words("取消断字", "no hyphenation"),
    "kinsoku": Words("按中文习惯控制首尾字符", "line breaking rules"), "wordWrap": Words("西文在单词中间换行", "breaking Latin words"),
    "overflowPunct": Words("标点溢出边界", "hanging punctuation"), "topLinePunct": Words("行首标点压缩", "compressed punctuation"),
    "autoSpaceDE": Words("自动调整中西文间距", "space beside Latin text"), "autoSpaceDN": Words("自动调整中文与数字间距", "space beside numbers"),
    "bidi": Words("从右向左", "right to left"), "adjustRightInd": Words("自动调整右缩进", "adjusted right indent"), "snapToGrid": Words("对齐网格", "snap to grid"),
    "contextualSpacing": Words("同样式段落间不加空行", "no space between paragraphs of one style"), "mirrorIndents": Words("对称缩进", "mirrored indents"),
    "textDirection": Words("文字方向", "text direction"), "textAlignment": Words("文本对齐", "text alignment"), "framePr": Words("图文框", "frame"),
    "suppressOverlap": Words("不重叠", "no overlap"), "textboxTightWrap": Words("紧密环绕", "tight wrap"),
    # tables
    "tblStyle": Words("表格样式", "table style"), "tblW": Words("表格宽度", "table width"), "tcW": Words("单元格宽度", "cell width"),
    "tblBorders": Words("表格边框", "table borders"), "tcBorders": Words("单元格边框", "cell borders"), "tblInd": Words("表格缩进", "table indentation"),
    "tblLayout": Words("表格布局", "table layout"), "tblCellMar": Words("单元格边距", "cell margins"), "tcMar": Words("单元格边距", "cell margins"),
    "tblCellSpacing": Words("单元格间距", "cell spacing"), "tblpPr": Words("表格定位", "table position"), "tblOverlap": Words("表格重叠", "table overlap"),
    "bidiVisual": Words("表格从右向左", "table right to left"), "tblStyleRowBandSize": Words("行条纹", "row bands"),
    "tblStyleColBandSize": Words("列条纹", "column bands"), "tblCaption": Words("表格标题", "table title"), "tblDescription": Words("表格说明", "table description"),
    "vMerge": Words("纵向合并", "vertical merge"), "hMerge": Words("横向合并", "horizontal merge"), "gridSpan": Words("横向合并", "horizontal merge"),
    "gridCol": Words("列宽", "column width"), "gridBefore": Words("行前空列", "columns left out before"), "gridAfter": Words("行后空列", "columns left out after"),
    "wBefore": Words("行前宽度", "width before"), "wAfter": Words("行后宽度", "width after"), "tblHeader": Words("标题行", "header row"),
    "cantSplit": Words("不跨页断行", "row kept on one page"), "trHeight": Words("行高", "row height"), "hidden": Words("隐藏", "hidden"),
    "vAlign": Words("垂直对齐", "vertical alignment"), "noWrap": Words("不自动换行", "no wrapping"), "tcFitText": Words("适应文字", "fit text"),
    "hideMark": Words("忽略单元格结束标记", "end of cell ignored"),
    # sections
    "type": Words("分节方式", "section start"), "pgSz": Words("纸张", "paper size"), "pgMar": Words("页边距", "page margins"), "cols": Words("分栏", "columns"),
    "titlePg": Words("首页不同", "different first page"), "pgNumType": Words("页码", "page numbers"), "pgBorders": Words("页面边框", "page borders"),
    "lnNumType": Words("行号", "line numbers"), "docGrid": Words("文档网格", "document grid"), "paperSrc": Words("纸张来源", "paper source"),
    "formProt": Words("窗体保护", "form protection"), "noEndnote": Words("不显示尾注", "no endnotes"), "rtlGutter": Words("装订线在右", "gutter on the right"),
    "footnotePr": Words("脚注格式", "footnote format"), "endnotePr": Words("尾注格式", "endnote format"),
}  # fmt: skip
ATTRIBUTES = {
    "left": Words("左", "left"), "start": Words("左", "left"), "right": Words("右", "right"), "end": Words("右", "right"), "firstLine": Words("首行", "first line"),
    "hanging": Words("悬挂", "hanging"), "before": Words("段前", "before"), "after": Words("段后", "after"), "top": Words("上", "top"),
    "bottom": Words("下", "bottom"), "header": Words("页眉", "header"), "footer": Words("页脚", "footer"), "gutter": Words("装订线", "gutter"),
    "from": Words("起始", "from"), "w": Words("宽", "wide"), "num": Words("栏数", "number"), "fmt": Words("格式", "format"), "countBy": Words("间隔", "every"), "restart": Words("重新编号", "restart"),
}  # fmt: skip
VALUES = {
    "left": Words("左", "left"), "start": Words("左", "left"), "right": Words("右", "right"), "end": Words("右", "right"),
    "center": Words("居中", "centred"), "both": Words("两端", "justified"), "distribute": Words("分散", "distributed"), "single": Words("单线", "single"),
    "double": Words("双线", "double"), "thick": Words("粗线", "thick"), "dotted": Words("点线", "dotted"), "dash": Words("虚线", "dashed"),
    "wave": Words("波浪线", "wavy"), "none": Words("无", "none"), "nil": Words("无", "none"), "superscript": Words("上标", "superscript"),
    "subscript": Words("下标", "subscript"), "baseline": Words("正常", "none"), "top": Words("顶端", "top"), "bottom": Words("底端", "bottom"),
    "auto": Words("自动", "automatic"), "exact": Words("固定值", "exactly"), "atLeast": Words("最小值", "at least"), "landscape": Words("横向", "landscape"),
    "portrait": Words("纵向", "portrait"), "fixed": Words("固定", "fixed"), "autofit": Words("按内容调整", "by content"), "nextPage": Words("下一页", "next page"),
    "continuous": Words("连续", "continuous"), "evenPage": Words("偶数页", "even page"), "oddPage": Words("奇数页", "odd page"),
    "nextColumn": Words("下一栏", "next column"), "lines": Words("只有行", "lines only"),
    "linesAndChars": Words("行和字符", "lines and characters"), "default": Words("无", "none"), "snapToChars": Words("字符对齐", "characters in the grid"),
    "bodyText": Words("正文文本", "body text"), "decimal": Words("1、2、3", "1, 2, 3"), "upperRoman": Words("I、II、III", "I, II, III"),
    "lowerRoman": Words("i、ii、iii", "i, ii, iii"), "upperLetter": Words("A、B、C", "A, B, C"), "lowerLetter": Words("a、b、c", "a, b, c"),
    "chineseCounting": Words("一、二、三", "一, 二, 三"), "chineseCountingThousand": Words("一、二、三", "一, 二, 三"), "numberInDash": Words("- 1 -", "- 1 -"),
    "newPage": Words("每页", "each page"), "newSection": Words("每节", "each section"), "dot": Words("点", "dot"), "comma": Words("逗号", "comma"),
    "tbRl": Words("竖排", "vertical"), "lrTb": Words("横排", "horizontal"), "btLr": Words("竖排（自下而上）", "vertical, upwards"),
    "red": Words("红", "red"), "yellow": Words("黄", "yellow"), "green": Words("绿", "green"), "blue": Words("蓝", "blue"), "black": Words("黑", "black"),
    "white": Words("白", "white"), "cyan": Words("青", "cyan"), "magenta": Words("洋红", "magenta"), "lightGray": Words("浅灰", "light grey"),
    "darkGray": Words("深灰", "dark grey"),
}  # fmt: skip
STYLES = {
    "normal": Words("正文", "Normal"), "heading": Words("标题", "Heading"), "toc": Words("目录", "Contents"), "index": Words("索引", "Index"),
    "list": Words("列表", "List"), "title": Words("标题", "Title"), "subtitle": Words("副标题", "Subtitle"), "body text": Words("正文文本", "Body Text"),
    "list paragraph": Words("列表段落", "List Paragraph"), "header": Words("页眉", "Header"), "footer": Words("页脚", "Footer"), "caption": Words("题注", "Caption"),
    "footnote text": Words("脚注文本", "Footnote Text"), "endnote text": Words("尾注文本", "Endnote Text"), "table grid": Words("网格型", "Table Grid"),
    "hyperlink": Words("超链接", "Hyperlink"), "annotation text": Words("批注文字", "Comment Text"), "normal table": Words("普通表格", "Table Normal"),
}  # fmt: skip
