// name: lease.cut_off
// End what a former holder of the lease has begun to write and never ended.
//
// param: $number integer, the number that the lease was taken with
// returns: ended list of strings, transactions
// access: read
SHOW TRANSACTIONS YIELD transactionId, metaData
WHERE metaData.lease = $number
TERMINATE TRANSACTIONS transactionId YIELD transactionId AS transaction
RETURN collect(transaction) AS ended
