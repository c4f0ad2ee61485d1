import { ask } from "./ask.js";
import { graphql } from "./graphql/index.js";

const BACKERS = graphql(`
  query Backers($actor: String!, $day: Date!, $after: String) {
    relations(
      filter: { object: { eq: $actor }, family: { eq: BACKS } }
      lens: { asOf: $day }
      first: 10
      after: $after
    ) {
      nodes { subject { name } status certainty lastAttested }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Who backs an actor on a day, page by page. */
async function* backers(address: string, actor: string, day: string) {
  let after: string | null | undefined;
  do {
    const { relations } = await ask(address, BACKERS, { actor, day, after });
    yield* relations?.nodes ?? [];
    after = relations?.pageInfo.hasNextPage ? relations.pageInfo.endCursor : null;
  } while (after);
}

const [address = "http://127.0.0.1:8000/graphql", actor = "haftar", day = "2020-01-10"] = process.argv.slice(2);
for await (const { subject, status, lastAttested } of backers(address, actor, day)) {
  console.log(`${subject.name}: ${status}${lastAttested ? `, last said of ${lastAttested}` : ""}`);
}
