"""The learned reader at work: model directories checked and opened, ONNX Runtime on the CPU, renewed while the worker runs on."""
