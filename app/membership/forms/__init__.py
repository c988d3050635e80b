"""The shape of what people send in the admission process."""
