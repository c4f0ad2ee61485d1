"""
The one voice: what a person reads on the command line, in answers of the API and on pages.

What several outlets say is made of plain values, texts, figures, dates and families, so that whoever holds them in
whatever shape calls the same function; what pages alone say is made of a part of the answer as it was read. Sentences
are neutral: what would follow from what is coded, never what happens.
"""
