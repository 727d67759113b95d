"""Networks in torch -> ONNX graphs that share the weights of the safetensors files."""
