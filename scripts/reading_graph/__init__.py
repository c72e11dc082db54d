"""Reading Graph: from a catalogue of papers to a site that says what to read before what."""
