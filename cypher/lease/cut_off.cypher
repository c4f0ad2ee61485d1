// name: lease.cut_off
// End what a former holder of the lease has begun to write and never ended. What is being committed goes on, and may
// be so where it was ended a moment ago, too.
//
// param: $number integer, the number that the lease was taken with
// returns: ended list of strings, transactions of which it is not certain yet that they write nothing
// access: read
SHOW TRANSACTIONS YIELD transactionId, metaData, status
WHERE metaData.lease = $number
TERMINATE TRANSACTIONS transactionId YIELD transactionId AS transaction, message
WHERE NOT (status STARTS WITH 'Terminated' AND message = 'Transaction terminated.')
RETURN collect(transaction) AS ended
