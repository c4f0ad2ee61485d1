import type { TypedDocumentString } from "./graphql/graphql.js";

/** What a server says that it could not answer, with the code to tell it by and the request to ask about. */
export class AnswerError extends Error {
  constructor(message: string, readonly code?: string, readonly requestId?: string) {
    super(message);
  }
}

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/** The data of the answer to a document, typed by it. */
export async function ask<Result, Variables>(
  address: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as Answer<Result>;
  const error = errors?.[0];
  if (error || !data) {
    throw new AnswerError(error?.message ?? "no answer", error?.extensions?.code, error?.extensions?.requestId);
  }
  return data;
}
