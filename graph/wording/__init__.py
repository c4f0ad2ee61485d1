"""
The one voice: what a person reads on the command line, in answers of the API and on pages.

Words are made of plain values, texts, figures, dates and families, so that whoever holds them in whatever shape
calls the same function. Sentences are neutral: what would follow from what is coded, never what happens.
"""
