"""What of grants is public: open standards out, history in."""
