// name: migrations.0024-name-forms
// Names, and shown names that are no Name, by their stored forms: words as Linkage folded them, and their sounds.
//
// returns: nothing
// access: schema
CREATE FULLTEXT INDEX name_forms IF NOT EXISTS FOR (name:Name|Actor|Place) ON EACH [name.folded, name.sounds]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
