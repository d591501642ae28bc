"""Numbers as Word prints them in the formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat).

The standard gives characters and rules; where Word does otherwise, Word is followed: [MS-OI29500] 2.1.540, the strings of [MS-DOCX] 2.4, and what
Word 16.112 printed (docling pull request 4336). What the number of a list item is in words is English here: Word takes the language of the paragraph.
"""

from __future__ import annotations

from collections.abc import Callable

from drafter.patterns import regex
from drafter.values.numerals import capitals, chinese, circled, english, letters, roman

_LARGEST = 32_767  # a list counts no further
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_KATAKANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HALF_IROHA = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ARABIC, _ABJAD = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "أبجدهوزحطيكلمنسعفصقرشتثخذضغظ"
_DEVANAGARI_VOWELS, _DEVANAGARI_CONSONANTS = "अआइईउऊऋऌऍऎएऐऑऒओऔ", "कखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसह"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_HEBREW_VALUES = (*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400)
_KOREAN_ONES, _KOREAN_TENS = (
    ["", *["하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]],
    ["", *["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]],
)
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}


def _digits(signs: str, width: int = 1) -> Callable[[int], str]:
    """Return how to print the figures of a number, at least so many, by other signs, from that of nought to that of nine."""
    table = str.maketrans("0123456789", signs)
    return lambda n: str(n).zfill(width).translate(table)


def _counted(signs: str, zero: str = "") -> Callable[[int], str]:
    """Return how to print a number by digits 1 to 9, ten, hundred, thousand, ten thousand, without a one before ten, hundred and thousand."""

    def printed(n: int) -> str:
        text = ""
        for place in reversed(range(len(str(n)))):
            digit = n // 10**place % 10
            unit = signs[8 + place] if place else ""
            text += ("" if digit == 1 and 0 < place < 4 else signs[digit - 1]) + unit if digit else zero
        return text

    return printed


def _set(first: str, size: int) -> Callable[[int], str]:
    """Return how to print a number by one of so many signs that follow each other; beyond them in figures."""
    return lambda n: chr(ord(first) + n - 1) if n <= size else str(n)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


def _again(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


def _repeated(signs: str) -> Callable[[int], str]:
    return lambda n: letters(n, signs)


def _chinese_digits(n: int) -> str:
    """Return 99 as 九十九 and 101 as 一○一: from a hundred on figure by figure."""
    return chinese(n) if n < 100 else _digits("○一二三四五六七八九")(n)


def _japanese_legal(n: int) -> str:
    """Return 12 as 壱拾弐: with a one before ten, hundred and thousand."""
    signs, units, text = "壱弐参四伍六七八九", ("", "拾", "百", "阡", "萬"), ""
    for place in reversed(range(len(str(n)))):
        digit = n // 10**place % 10
        text += signs[digit - 1] + units[place] if digit else ""
    return text


def _traditional(n: int) -> str:
    return capitals(n).translate(str.maketrans("贰叁陆万", "貳參陸萬"))


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _ordinal_words(n: int) -> str:
    head, last = english(n)[: -len(_last(n))], _last(n)
    return head + (_IRREGULAR.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th"))


def _last(n: int) -> str:
    return english(n).replace("-", " ").rpartition(" ")[2]


def _korean_legal(n: int) -> str:
    return _KOREAN_TENS[n // 10] + _KOREAN_ONES[n % 10] if n < 100 else str(n)


def _hebrew_value(n: int) -> str:
    """Return a number as the sum of its letters; 15 and 16 are 9+6 and 9+7; from 393 on counted from 1 again."""
    n = (n - 1) % 392 + 1
    text = ""
    for sign, value in reversed(list(zip(_HEBREW, _HEBREW_VALUES, strict=True))):
        while n >= value and n not in (15, 16):
            text, n = text + sign, n - value
    return text + {0: "", 15: "טו", 16: "טז"}[n]


def _hebrew_letters(n: int) -> str:
    """Return the letter, after a last one for every time that the alphabet was gone through; from 393 on counted from 1 again."""
    times, index = divmod((n - 1) % 392, len(_HEBREW))
    return _HEBREW[-1] * times + _HEBREW[index]


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _set("⑴", 20),
    "decimalEnclosedFullstop": _set("⒈", 20),
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "ordinal": _ordinal,
    "cardinalText": lambda n: english(n).capitalize(),
    "ordinalText": lambda n: _ordinal_words(n).capitalize(),
    "chicago": _repeated("*†‡§"),
    "none": lambda n: "",
    "chineseCounting": _chinese_digits,
    "chineseCountingThousand": lambda n: chinese(n, "〇"),  # Word has U+3007 where the standard has U+96F6
    "chineseLegalSimplified": capitals,
    "taiwaneseCounting": _chinese_digits,
    "taiwaneseCountingThousand": lambda n: chinese(n).replace("万", "萬"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "ideographLegalTraditional": _traditional,
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if n <= 60 else str(n),
    "ideographEnclosedCircle": _set("㈠", 10),  # in parentheses, [MS-OI29500]
    "japaneseCounting": _counted("一二三四五六七八九十百千万"),
    "japaneseLegal": _japanese_legal,
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "aiueo": _again(_HALF_KATAKANA),  # begins anew, [MS-OI29500]
    "aiueoFullWidth": _again(_KATAKANA),
    "iroha": _again(_HALF_IROHA),
    "irohaFullWidth": _again(_IROHA),
    "koreanCounting": _counted("일이삼사오육칠팔구십백천만"),
    "koreanLegal": _korean_legal,
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "ganada": _repeated("가나다라마바사아자차카타파하"),
    "chosung": _repeated("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "hebrew1": _hebrew_value,
    "hebrew2": _hebrew_letters,
    "arabicAlpha": _repeated(_ARABIC),
    "arabicAbjad": _repeated(_ABJAD),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "hindiVowels": _repeated(_DEVANAGARI_CONSONANTS),  # Word has the two the other way round, [MS-OI29500]
    "hindiConsonants": _repeated(_DEVANAGARI_VOWELS),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "thaiLetters": _repeated(_THAI),
    "russianLower": _repeated(_RUSSIAN),
    "russianUpper": _repeated(_RUSSIAN.upper()),
}
_BETWEEN = regex(r"\s*[,，、]\s*")
_SIGNS = regex(r"(\W*)(\w+)(\W*)")
_PICTURES = {
    "一, 十, 一○○(简), ...": "chineseCounting",
    "一, 十, 一百(简), ...": "chineseCountingThousand",
    "一, 一〇, 一〇〇, ...": "ideographDigital",
}


def formatted(number: int, kind: str) -> str:
    """Return a number as Word prints it in a format; one that we do not know (bahtText, which Word does not know either) is printed in figures."""
    return FORMATS[kind](number) if kind in FORMATS and 1 <= number <= _LARGEST else str(number)


def pictured(number: int, picture: str) -> str:
    """Return a number in a format of one's own (w:numFmt custom), which is told by how its first numbers look: `001, 002, 003, ...`.

    Its syntax is that of xsl:number (ECMA-376 part 1, 17.9.17; XSLT 1.0, 7.7): `01`, `a` or `(ア)` alone are such pictures too.
    """
    items = [item for item in _BETWEEN.split(picture.strip()) if item.strip(".…")]
    signs = _SIGNS.fullmatch(items[0]) if len(items) == 1 else None
    before, first, after = signs.groups() if signs is not None else ("", "".join(items[:1]) or "1", "")
    shown = _by_sequence(picture, [first, *items[1:3]])(number) if 1 <= number <= _LARGEST else str(number)
    return f"{before}{shown}{after}"


def _by_sequence(picture: str, items: list[str]) -> Callable[[int], str]:
    """Return how to print the numbers of a sequence that begins with these; where none is known, in figures."""
    first = items[0]
    if first.isdecimal() and int(first) == 1:
        return _digits("".join(chr(ord(first[-1]) - 1 + n) for n in range(10)), len(first))
    if picture in _PICTURES:
        return FORMATS[_PICTURES[picture]]
    known = (*FORMATS.values(), _repeated(_GREEK), _repeated(_GREEK.upper()))
    return next((way for way in known if [way(n) for n in range(1, 1 + len(items))] == items), str)
