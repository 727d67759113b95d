"""Training of the aligner's phone classifier: data, network, loss, adaptation."""
