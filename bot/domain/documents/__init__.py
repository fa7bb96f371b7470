"""Documents as data: one model each, the same fields for the .docx and for the PDF; no layout, no file."""
