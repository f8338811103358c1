"""Texts that somebody might type, or that a program might bring: the same for every exporter."""

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(A1)|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "]]></title><event/>&lt;{{ 7 * 7 }}",
    "line\r\nATTENDEE:mailto:x@example.org\rEND:VEVENT\n BEGIN:VALARM",
    "a,b;c:d\\n\\,e\"f'g^n",
    "$\\foo$ \\input{x} % _ ^ ~ {0} %s",
    '#panic("!") #read("/etc/passwd") @label *bold* `raw` = Heading <tag>',
    "] #set page(width: 1pt) [ // comment /* open",
    "\u202egnitirw fo yaw rehto eht\u202c",
    "\x00\x07\x1b[31m\ufffe\u2028\u2029\ufeff[red]x[/nope]",
    "../../../etc/passwd",
    "NA",
    "NO",
    "Lễ ký kết – Côte d’Ivoire – العربية – 中国 – 👩‍👩‍👧",
    "x" * 300,
)
"""300 letters are the most that a name or title may have; longer ones are refused at the door."""
