"""Where every field of the API stands: those of the store, and those of what is worked out."""

from linkage.api import mapping
from linkage.api.leverage import fields as leverage
from linkage.api.places import Place

FIELDS: dict[str, dict[str, Place]] = {
    **mapping.FIELDS,
    **leverage.FIELDS,
    "Query": {**mapping.FIELDS["Query"], **leverage.FIELDS["Query"]},
}
