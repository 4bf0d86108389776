"""The Vietnamese reader: how it is fine-tuned, judged, exported and described. Needs the extra `train`; nothing here runs in service."""
