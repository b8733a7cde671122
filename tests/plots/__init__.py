"""Pictures, drawn without a notebook."""
