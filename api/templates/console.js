"use strict";
const root = ReactDOM.createRoot(document.getElementById("console"));
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
const text = (question) => `# ${question.words}\n${question.document}`;

// The editor takes a text that it is given anew, not one that it has been given before.
function show(query) {
  root.render(React.createElement(GraphiQL, { fetcher, query, defaultQuery: text(questions[0]) }));
}

for (const question of questions) {
  const button = document.createElement("button");
  button.textContent = question.words;
  button.addEventListener("click", () => {
    ReactDOM.flushSync(() => show(undefined));
    show(text(question));
  });
  const item = document.createElement("li");
  item.append(button);
  document.getElementById("questions").append(item);
}
show(undefined);
