"""The labels of files for people, in every language."""

from collections.abc import Mapping

from models import Language
from scheduler.wording.languages.spacing import filled, told

LABELS: Mapping[str, Mapping[Language, str]] = {
    # Kinds of activities.
    "plenary": {"en": "Plenary", "fr": "Séance plénière", "vi": "Phiên toàn thể"},
    "side-event": {"en": "Side event", "fr": "Événement parallèle", "vi": "Sự kiện bên lề"},
    "workshop": {"en": "Workshop", "fr": "Atelier", "vi": "Hội thảo"},
    "bilateral": {"en": "Bilateral", "fr": "Entretien bilatéral", "vi": "Gặp song phương"},
    "exhibition": {"en": "Exhibition", "fr": "Exposition", "vi": "Triển lãm"},
    "press": {"en": "Press conference", "fr": "Conférence de presse", "vi": "Họp báo"},
    # What is named of an activity.
    "activity": {"en": "Activity", "fr": "Activité", "vi": "Hoạt động"},
    "kind": {"en": "Kind", "fr": "Type", "vi": "Loại"},
    "title": {"en": "Title", "fr": "Intitulé", "vi": "Tên hoạt động"},
    "time": {"en": "Time", "fr": "Horaire", "vi": "Thời gian"},
    "start": {"en": "Start", "fr": "Début", "vi": "Bắt đầu"},
    "end": {"en": "End", "fr": "Fin", "vi": "Kết thúc"},
    "minutes": {"en": "Minutes", "fr": "Minutes", "vi": "Số phút"},
    "day": {"en": "Day", "fr": "Jour", "vi": "Ngày"},
    "room": {"en": "Room", "fr": "Salle", "vi": "Phòng"},
    "rooms": {"en": "Rooms", "fr": "Salles", "vi": "Các phòng"},
    "unit": {"en": "No.", "fr": "nº", "vi": "số"},
    "person": {"en": "Person", "fr": "Personne", "vi": "Thành viên"},
    "people": {"en": "People", "fr": "Personnes", "vi": "Các thành viên"},
    "delegation": {"en": "Delegation", "fr": "Délégation", "vi": "Đoàn"},
    "delegations": {"en": "Delegations", "fr": "Délégations", "vi": "Các đoàn"},
    "with": {"en": "With", "fr": "Avec", "vi": "Cùng với"},
    "others": {
        "en": "{count} others",
        "fr": "{count} autres personnes",
        "vi": "{count} người khác",
    },
    "and-more": {"en": "and {count} more", "fr": "et {count} autres", "vi": "và {count} mục khác"},
    "never": {"en": "never", "fr": "jamais", "vi": "không lúc nào"},
    "set-up": {"en": "Set-up from", "fr": "Mise en place dès", "vi": "Chuẩn bị từ"},
    "clear-down": {"en": "Cleared by", "fr": "Salle libre à", "vi": "Dọn xong lúc"},
    "cancelled": {"en": "Cancelled", "fr": "Annulé", "vi": "Đã hủy"},
    "reason": {"en": "Reason", "fr": "Motif", "vi": "Lý do"},
    "priority": {"en": "Priority", "fr": "Priorité", "vi": "Ưu tiên"},
    # Titles of files, pages and sheets.
    "programme": {"en": "Programme", "fr": "Programme", "vi": "Chương trình"},
    "public-programme": {
        "en": "Public programme",
        "fr": "Programme public",
        "vi": "Chương trình công khai",
    },
    "itinerary": {"en": "Itinerary", "fr": "Itinéraire", "vi": "Lịch hoạt động"},
    "itineraries": {
        "en": "Itineraries of the delegations",
        "fr": "Itinéraires des délégations",
        "vi": "Lịch hoạt động của các đoàn",
    },
    "unmet": {
        "en": "Requests without a place",
        "fr": "Demandes sans créneau",
        "vi": "Yêu cầu chưa được xếp lịch",
    },
    "page": {"en": "Page", "fr": "Page", "vi": "Trang"},
    "nothing": {
        "en": "Nothing is planned.",
        "fr": "Rien n'est prévu.",
        "vi": "Không có hoạt động nào.",
    },
    "nothing-today": {
        "en": "Nothing is planned on this day.",
        "fr": "Rien n'est prévu ce jour.",
        "vi": "Không có hoạt động nào trong ngày này.",
    },
    "by-time": {"en": "By time", "fr": "Par heure", "vi": "Theo giờ"},
    "by-room": {"en": "By room", "fr": "Par salle", "vi": "Theo phòng"},
    "by-delegation": {"en": "By delegation", "fr": "Par délégation", "vi": "Theo đoàn"},
    "goals": {"en": "Goals", "fr": "Objectifs", "vi": "Mục tiêu"},
    "goal": {"en": "Goal", "fr": "Objectif", "vi": "Mục tiêu"},
    "tier": {"en": "Tier", "fr": "Niveau", "vi": "Bậc"},
    "weight": {"en": "Weight", "fr": "Poids", "vi": "Trọng số"},
    "value": {"en": "Value", "fr": "Valeur", "vi": "Giá trị"},
    # Goals: in English as the policy names them.
    "coverage": {"en": "coverage", "fr": "demandes satisfaites", "vi": "mức đáp ứng yêu cầu"},
    "stability": {"en": "stability", "fr": "stabilité", "vi": "tính ổn định"},
    "rules": {"en": "rules", "fr": "règles souples", "vi": "quy tắc mềm"},
    "breaks": {"en": "breaks", "fr": "attentes", "vi": "khoảng chờ"},
    "preference": {"en": "preference", "fr": "préférences", "vi": "nguyện vọng"},
    "audience": {"en": "audience", "fr": "public", "vi": "cử tọa"},
    "fairness": {"en": "fairness", "fr": "équité", "vi": "công bằng"},
    "room-fit": {"en": "room-fit", "fr": "adéquation des salles", "vi": "độ vừa của phòng"},
    # Notes.
    "soft-violation": {
        "en": "1 soft violation, which costs {cost}",
        "fr": "1 règle souple enfreinte, coût {cost}",
        "vi": "1 vi phạm quy tắc mềm, chi phí {cost}",
    },
    "soft-violations": {
        "en": "{count} soft violations, which cost {cost}",
        "fr": "{count} règles souples enfreintes, coût {cost}",
        "vi": "{count} vi phạm quy tắc mềm, chi phí {cost}",
    },
    "not-read": {
        "en": "Made from the sheet timetable; what is changed here is not read.",
        "fr": "Tiré de la feuille timetable\u00a0; les modifications faites ici ne sont pas lues.",
        "vi": "Lập từ trang timetable; thay đổi ở đây không được đọc.",
    },
    "times-of": {
        "en": "All times are local to the event ({zone}).",
        "fr": "Toutes les heures sont celles du lieu de l'événement ({zone}).",
        "vi": "Mọi thời gian là giờ địa phương nơi diễn ra sự kiện ({zone}).",
    },
    "event-time": {
        "en": "Time at the event",
        "fr": "Heure du lieu",
        "vi": "Giờ địa phương",
    },
    "for-planners": {
        "en": "For planners only",
        "fr": "Réservé aux organisateurs",
        "vi": "Chỉ dành cho ban tổ chức",
    },
    "for-delegation": {
        "en": "For the delegation {name}",
        "fr": "Pour la délégation {name}",
        "vi": "Dành cho đoàn {name}",
    },
}
"""Name of a label -> language -> text; ``{…}`` is filled in."""


def label(name: str, language: Language, /, **values: object) -> str:
    """Return a label in a language.

    Parameters
    ----------
    name
        Its name in :data:`LABELS`.
    language
        The language.
    **values
        What is filled in between braces.

    Raises
    ------
    KeyError
        There is no such label, or a value is missing.
    """
    return filled(LABELS[name], language, values)


def labelled(name: str, language: Language, text: str) -> str:
    """Return a label, a colon and a text, with the space that French has before it."""
    return told(label(name, language), text, language)
