"""The words of charts, in every language; those that all files share: :func:`label`."""

from collections.abc import Mapping

from models import Language
from scheduler.wording.languages.labels import label
from scheduler.wording.languages.spacing import filled

WORDS: Mapping[str, Mapping[Language, str]] = {
    # Kinds of activities, where a legend has another name than files have; and many of a kind.
    "plenary": {
        "en": "Plenary, ceremony",
        "fr": "Séance plénière, cérémonie",
        "vi": "Phiên toàn thể, nghi lễ",
    },
    "press": {"en": "Press", "fr": "Presse", "vi": "Báo chí"},
    "many-plenary": {"en": "plenaries", "fr": "séances plénières", "vi": "phiên toàn thể"},
    "many-side-event": {
        "en": "side events",
        "fr": "événements parallèles",
        "vi": "sự kiện bên lề",
    },
    "many-workshop": {"en": "workshops", "fr": "ateliers", "vi": "hội thảo"},
    "many-bilateral": {
        "en": "bilaterals",
        "fr": "entretiens bilatéraux",
        "vi": "gặp song phương",
    },
    "many-exhibition": {"en": "stands", "fr": "stands", "vi": "gian trưng bày"},
    "many-press": {"en": "press events", "fr": "points de presse", "vi": "họp báo"},
    # Legends.
    "set-up-clear-down": {
        "en": "Set-up, clear-down",
        "fr": "Mise en place, rangement",
        "vi": "Chuẩn bị, thu dọn",
    },
    "shut": {"en": "Closed", "fr": "Fermé", "vi": "Đóng cửa"},
    "away": {"en": "Not available", "fr": "Indisponible", "vi": "Vắng mặt"},
    "travel": {"en": "On the way", "fr": "En chemin", "vi": "Di chuyển"},
    "level": {"en": "Available", "fr": "Disponible", "vi": "Sẵn có"},
    "over": {
        "en": "More than available",
        "fr": "Plus que disponible",
        "vi": "Vượt quá số sẵn có",
    },
    "before": {"en": "Before", "fr": "Avant", "vi": "Trước đây"},
    "see-key": {
        "en": "{id} and the like: see the key of the overview",
        "fr": "{id}, etc. : voir la liste de la vue d'ensemble",
        "vi": "{id} và các mã khác: xem danh sách ở biểu đồ toàn cảnh",
    },
    "clocks": {
        "en": "{change}: clocks go from {before} to {after}",
        "fr": "{change} : l'heure passe de {before} à {after}",
        "vi": "{change}: đồng hồ chuyển từ {before} sang {after}",
    },
    # What a chart shows.
    "overview": {"en": "Overview", "fr": "Vue d'ensemble", "vi": "Toàn cảnh"},
    "heads": {"en": "Heads of delegation", "fr": "Chefs de délégation", "vi": "Trưởng đoàn"},
    "heads-and-others": {
        "en": "Heads of delegation and others",
        "fr": "Chefs de délégation et autres personnes",
        "vi": "Trưởng đoàn và thành viên khác",
    },
    "busiest": {
        "en": "{who}, the {count} busiest",
        "fr": "{who} : les {count} plus sollicités",
        "vi": "{who}: {count} người bận nhất",
    },
    "busiest-one": {
        "en": "{who}, the busiest",
        "fr": "{who} : qui est le plus sollicité",
        "vi": "{who}: người bận nhất",
    },
    "load": {
        "en": "Load of rooms and resources",
        "fr": "Occupation des salles et des ressources",
        "vi": "Mức sử dụng phòng và nguồn lực",
    },
    "changes": {"en": "What changes", "fr": "Ce qui change", "vi": "Những thay đổi"},
    "changes-but": {
        "en": "What changes; nothing on {days}",
        "fr": "Ce qui change ; rien : {days}",
        "vi": "Những thay đổi; không có gì: {days}",
    },
    "key": {
        "en": "Bilaterals by id",
        "fr": "Entretiens bilatéraux par identifiant",
        "vi": "Các cuộc gặp song phương theo mã",
    },
    "times-in": {
        "en": "times in {zone}",
        "fr": "heures de {zone}",
        "vi": "giờ {zone}",
    },
    # Footers.
    "instance": {
        "en": "Data {digest}",
        "fr": "Données {digest}",
        "vi": "Bộ dữ liệu {digest}",
    },
    "placed": {
        "en": "{placed} of {all} activities placed",
        "fr": "{placed} activités placées sur {all}",
        "vi": "đã xếp {placed}/{all} hoạt động",
    },
    "no-place": {
        "en": "no place: {count}",
        "fr": "sans créneau : {count}",
        "vi": "chưa xếp: {count}",
    },
    "not-on-charts": {
        "en": "not on every chart: {count}",
        "fr": "absentes de certains graphiques : {count}",
        "vi": "không có trên mọi biểu đồ: {count}",
    },
    # Beside and below the names of lanes.
    "requests-met": {
        "en": "{met} of {all} requests met",
        "fr": "{met} demandes satisfaites sur {all}",
        "vi": "đáp ứng {met}/{all} yêu cầu",
    },
    "hours": {"en": "{count} h", "fr": "{count} h", "vi": "{count} giờ"},
    "short-minutes": {"en": "{count} min", "fr": "{count} min", "vi": "{count} phút"},
    "engagement": {"en": "1 engagement", "fr": "1 engagement", "vi": "1 hoạt động"},
    "engagements": {
        "en": "{count} engagements",
        "fr": "{count} engagements",
        "vi": "{count} hoạt động",
    },
    "no-engagement": {
        "en": "no engagement",
        "fr": "aucun engagement",
        "vi": "không có hoạt động",
    },
    "seats": {"en": "{count} seats", "fr": "{count} places", "vi": "{count} chỗ"},
    "alike": {"en": "alike", "fr": "identiques", "vi": "như nhau"},
    "not-in-use": {
        "en": "{count} more not in use",
        "fr": "et {count} sans usage",
        "vi": "còn {count} không dùng",
    },
    "nothing-placed": {
        "en": "nothing placed",
        "fr": "rien n'est placé",
        "vi": "chưa xếp hoạt động nào",
    },
    "rooms-for": {
        "en": "Rooms for {kinds}",
        "fr": "Salles pour {kinds}",
        "vi": "Phòng cho {kinds}",
    },
    "anything": {"en": "anything", "fr": "tout usage", "vi": "mọi hoạt động"},
    "in-use": {
        "en": "at most {most} of {level} in use",
        "fr": "au plus {most} sur {level} en usage",
        "vi": "nhiều nhất {most}/{level} được dùng",
    },
    "none-in-use": {
        "en": "none of {level} in use",
        "fr": "0 sur {level} en usage",
        "vi": "0/{level} được dùng",
    },
    # What changes.
    "what-added": {"en": "new", "fr": "nouveau", "vi": "mới"},
    "what-dropped": {"en": "does not take place", "fr": "n'a pas lieu", "vi": "không diễn ra"},
    "what-moved-time": {"en": "another time", "fr": "autre horaire", "vi": "đổi giờ"},
    "what-moved-room": {"en": "another room", "fr": "autre salle", "vi": "đổi phòng"},
    "what-unit": {"en": "another unit", "fr": "autre numéro", "vi": "đổi số phòng"},
    "what-minutes": {"en": "another length", "fr": "autre durée", "vi": "đổi thời lượng"},
    "what-people": {
        "en": "other people",
        "fr": "autres participants",
        "vi": "đổi người tham dự",
    },
    "was": {"en": "was {place}", "fr": "avant : {place}", "vi": "trước: {place}"},
    # The day of a delegation.
    "unit-of": {
        "en": "{room}, no. {unit}",
        "fr": "{room}, nº {unit}",
        "vi": "{room}, số {unit}",
    },
    "not-available": {"en": "not available", "fr": "indisponible", "vi": "vắng mặt"},
    "free": {"en": "{time} free", "fr": "{time} libre", "vi": "trống {time}"},
    "way": {
        "en": "{count} min to {place}",
        "fr": "{count} min de trajet : {place}",
        "vi": "{count} phút đến {place}",
    },
    "with-names": {"en": "with {names}", "fr": "avec {names}", "vi": "với {names}"},
    "bilateral-with": {
        "en": "Bilateral with {names}",
        "fr": "Entretien avec {names}",
        "vi": "Gặp {names}",
    },
    "no-engagements": {
        "en": "No engagements on this day",
        "fr": "Aucun engagement ce jour",
        "vi": "Không có hoạt động trong ngày này",
    },
}
"""Name -> language -> text; what is between braces is filled in."""


def chart_word(name: str, language: Language, /, **values: object) -> str:
    """Return a text of charts, or one that all files share.

    Raises
    ------
    KeyError
        There is no such text, or a value is missing.
    """
    if name in WORDS:
        return filled(WORDS[name], language, values)
    return label(name, language, **values)
