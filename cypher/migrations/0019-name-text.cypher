// name: migrations.0019-name-text
// Names are found by any part of them, accents and case folded.
//
// returns: nothing
// access: schema
CREATE FULLTEXT INDEX name_text IF NOT EXISTS FOR (name:Name) ON EACH [name.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}
