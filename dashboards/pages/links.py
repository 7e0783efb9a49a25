"""Where a click leads: from the country to a kommune or a-kasse, and on to the case list. The time comes along."""

from __future__ import annotations

from typing import Final

_KEPT: Final = "${datasource:queryparam}&${__url_time_range}"
KOMMUNE: Final = f"/d/fokusvagt-kommune?var-kommune=${{__data.fields.kode}}&{_KEPT}"
KOMMUNE_TILE: Final = f"/d/fokusvagt-kommune?var-kommune={{kode}}&{_KEPT}"
AKASSE: Final = f"/d/fokusvagt-akasse?var-akasse=${{__data.fields.kode}}&{_KEPT}"
SAGER: Final = f"/d/fokusvagt-kommune?${{kommune:queryparam}}&var-regel=${{__data.fields.rule_id}}&{_KEPT}"
REGEL: Final = f"/d/fokusvagt-regler?var-en_regel=${{__data.fields.rule_id}}&{_KEPT}"
SAMMENLIGNING: Final = f"/d/fokusvagt-sammenligning?${{kommune:queryparam}}&{_KEPT}"
