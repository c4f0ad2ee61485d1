// name: load.room
// How much memory transactions may have, as the server writes it, `0B` where a limit is not set.
//
// returns: limits list of strings
// access: read
SHOW SETTINGS 'dbms.memory.transaction.total.max', 'db.memory.transaction.total.max', 'db.memory.transaction.max'
YIELD value
RETURN collect(value) AS limits
