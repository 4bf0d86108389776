"""Papers from templates: Markdown with values in it, as text, HTML, .docx and .pdf."""
