"""The team whose space a second client follows."""

from tests.journeys.conftest import service, team, vault_of, yarrow

__all__ = ["service", "team", "vault_of", "yarrow"]
