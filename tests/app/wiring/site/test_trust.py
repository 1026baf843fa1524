"""Access lists of Windows, as its own notation writes them."""

from __future__ import annotations

import pytest

from app.wiring.site.trust import only_admins_write

READ_ONLY = "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"


@pytest.mark.parametrize(
    "sddl",
    [
        READ_ONLY,
        "O:SYG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FR;;;WD)",
        "O:BAD:(A;OICIIO;GA;;;CO)(A;;FA;;;BA)",
        "O:BAD:(D;;FA;;;BU)(A;;FRFX;;;BU)S:AI(AU;SA;FA;;;WD)",
    ],
)
def test_a_list_by_which_only_admins_write_is_trusted(sddl: str) -> None:
    assert only_admins_write(sddl)


@pytest.mark.parametrize(
    "sddl",
    [
        "",
        "O:BAG:SY",
        "O:BAD:NO_ACCESS_CONTROL",
        READ_ONLY.replace("O:BA", "O:S-1-5-21-1-2-3-1001"),
        READ_ONLY.replace("0x1200a9", "0x1301bf"),  # modify
        READ_ONLY.replace("0x1200a9", "FA"),
        # What C:\ProgramData hands on: users may add files to a folder.
        "O:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)",
        "O:BAD:(A;;0x100116;;;AU)",
        "O:BAD:(A;;GW;;;WD)",
        "O:BAD:(A;;WO;;;IU)",
    ],
)
def test_a_list_by_which_others_write_is_not(sddl: str) -> None:
    assert not only_admins_write(sddl)
