// Audits the GraphQL endpoint whose address is given: each audit's id, name and outcome, as JSON.
const { serverAudits } = require(process.argv[2]);

const audits = serverAudits({ url: process.argv[3], fetchFn: fetch });
Promise.all(audits.map((audit) => audit.fn())).then((results) =>
  console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason })))),
);
