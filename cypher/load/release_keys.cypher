// name: load.release_keys
// Take their keys from records that are about to get other ones, so that records may exchange keys.
// Their digests go too: whatever text is loaded next, they count as changed.
//
// param: $ids list of strings
// returns: nothing
// access: write
UNWIND $ids AS id
MATCH (record:Record {id: id})
REMOVE record.key
SET record.digest = ''
