import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../api/schema.graphql", // or what `linkage schema` prints
  documents: "src/*.ts",
  emitLegacyCommonJSImports: false,
  generates: {
    "src/graphql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { Date: "string", PartialDate: "string", Interval: "string", DateTime: "string" },
      },
    },
  },
};
export default config;
