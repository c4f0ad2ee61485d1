"use strict";
const start = `# Who backs whom in Libya, on which claims?
query WhoBacksWhom($day: Date = "2020-09-16") {
  relations(filter: { family: { eq: BACKS } }, lens: { theatres: ["libya"], asOf: $day }) {
    totalCount
    nodes {
      subject { name }
      object { name }
      validFrom
      validTo
      status
      certainty
      origins
      claims {
        nodes {
          summary
          hedge
          speakers { name }
          document { title publisher { name } published }
          locator { paragraph words }
        }
      }
    }
  }
}
`;
ReactDOM.createRoot(document.getElementById("console")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultQuery: start,
  }),
);
