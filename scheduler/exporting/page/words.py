"""Words of the page alone; those that all files share: :mod:`scheduler.wording.languages`."""

from collections.abc import Mapping
from typing import get_args

from models import Kind, Language
from scheduler.wording.languages import filled, label

WORDS: Mapping[str, Mapping[Language, str]] = {
    "timeline": {
        "en": "Programme as a chart",
        "fr": "Programme en diagramme",
        "vi": "Biểu đồ chương trình",
    },
    "no-match": {
        "en": "Nothing matches.",
        "fr": "Aucun résultat.",
        "vi": "Không có kết quả.",
    },
    "number": {"en": "no.\u00a0{count}", "fr": "nº\u00a0{count}", "vi": "số\u00a0{count}"},
    "count-people": {"en": "{count} people", "fr": "{count} personnes", "vi": "{count} người"},
    "view": {"en": "Rows", "fr": "Lignes", "vi": "Dòng"},
    "all-days": {"en": "All days", "fr": "Tous les jours", "vi": "Tất cả các ngày"},
    "all": {"en": "All", "fr": "Tout", "vi": "Tất cả"},
    "zoom": {"en": "Zoom", "fr": "Zoom", "vi": "Thu phóng"},
    "zoom-in": {"en": "Zoom in", "fr": "Agrandir", "vi": "Phóng to"},
    "zoom-out": {"en": "Zoom out", "fr": "Réduire", "vi": "Thu nhỏ"},
    "fit": {"en": "Fit", "fr": "Ajuster", "vi": "Vừa khung"},
    "filters": {
        "en": "Search and filters",
        "fr": "Recherche et filtres",
        "vi": "Tìm kiếm và lọc",
    },
    "search": {"en": "Search", "fr": "Rechercher", "vi": "Tìm kiếm"},
    "search-for": {
        "en": "Title, person, room …",
        "fr": "Intitulé, personne, salle …",
        "vi": "Tên, thành viên, phòng …",
    },
    "reset": {"en": "Show everything", "fr": "Tout afficher", "vi": "Hiện tất cả"},
    "count": {
        "en": "{shown} of {all} shown",
        "fr": "{shown} sur {all} affichés",
        "vi": "Hiện {shown} trong {all}",
    },
    "theme": {"en": "Light / dark", "fr": "Clair / sombre", "vi": "Sáng / tối"},
    "print": {"en": "Print", "fr": "Imprimer", "vi": "In"},
    "close": {"en": "Close", "fr": "Fermer", "vi": "Đóng"},
    "hint": {
        "en": "Arrow keys go from bar to bar, Home and End to the first and last of a row; + and − "
        "zoom; Enter shows everything about a bar.",
        "fr": "Les flèches vont d'une barre à l'autre, Début et Fin à la première et à la dernière "
        "d'une ligne\u00a0; + et − changent le zoom ; Entrée affiche tout sur une barre.",
        "vi": "Phím mũi tên chuyển giữa các ô, Home và End tới ô đầu và ô cuối của dòng; + và − "
        "thu phóng; Enter xem chi tiết một ô.",
    },
    "to-chart": {
        "en": "Show in the chart",
        "fr": "Voir dans le diagramme",
        "vi": "Xem trong biểu đồ",
    },
    "to-list": {
        "en": "Show in the list",
        "fr": "Voir dans la liste",
        "vi": "Xem trong danh sách",
    },
    "who": {"en": "Who", "fr": "Participants", "vi": "Thành phần"},
    "broken": {
        "en": "This timetable breaks hard rules",
        "fr": "Ce programme enfreint des règles impératives",
        "vi": "Lịch này vi phạm quy tắc bắt buộc",
    },
}
"""Name -> language -> text; what is between braces is filled in."""

LETTERS: Mapping[Language, str] = {"en": "PSWBEN", "fr": "PÉABXC", "vi": "TLHSRB"}
"""The sign of each kind, beside its colour."""


def word(name: str, language: Language, /, **values: object) -> str:
    """Return a text of the page, or one that all files share."""
    if name in WORDS:
        return filled(WORDS[name], language, values)
    return label(name, language, **values)


def letter(kind: Kind, language: Language) -> str:
    """Return the sign of a kind."""
    return LETTERS[language][get_args(Kind).index(kind)]
