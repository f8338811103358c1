"""Regional groups of the United Nations: https://www.un.org/dgacm/en/content/regional-groups.

Türkiye and the United States are in the group in which they are counted for elections. Those that
are no member states are in none. Written down from general knowledge; nobody has compared it with
that page row by row yet.
"""

GROUPS = {
    "African States": (
        "Algeria;Angola;Burkina Faso;Cote d'Ivoire;Democratic Republic of the Congo;Djibouti;Egypt;"
        "Ghana;Guinea-Bissau;Libya;Mali;Morocco;Mozambique;Namibia;Nigeria;Rwanda;South Africa;"
        "Tanzania;Togo;Uganda;Zimbabwe"
    ),
    "Asia-Pacific States": (
        "Brunei Darussalam;Cambodia;China;DPR Korea;Iran;Kazakhstan;Lao PDR;Malaysia;Maldives;"
        "Nauru;Palau;Papua New Guinea;Philippines;Qatar;Saudi Arabia;Sri Lanka;Thailand;"
        "Uzbekistan;Viet Nam"
    ),
    "Eastern European States": (
        "Azerbaijan;Belarus;Czech Republic;Poland;Russian Federation;Slovakia;Slovenia"
    ),
    "Latin American and Caribbean States": (
        "Brazil;Chile;Costa Rica;Cuba;Dominican Republic;Ecuador;Jamaica;Nicaragua;Peru;Uruguay;"
        "Venezuela"
    ),
    "Western European and other States": (
        "Australia;Austria;Belgium;Canada;France;Greece;Ireland;Israel;Luxembourg;Portugal;Spain;"
        "Sweden;Turkiye;United Kingdom;United States of America"
    ),
}
"""Group -> names as in facts/delegations.csv."""

REGION = {name: group for group, names in GROUPS.items() for name in names.split(";")}
