"""Where every field of the API stands: those of the store, and those of what is worked out."""

from linkage.api.leverage import fields as leverage
from linkage.api.storage import table
from linkage.api.storage.places import Storage

FIELDS: dict[str, dict[str, Storage]] = {
    **table.FIELDS,
    **leverage.FIELDS,
    "Query": {**table.FIELDS["Query"], **leverage.FIELDS["Query"]},
}
