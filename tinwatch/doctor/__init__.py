"""What is most often wrong with a set-up, one file for each part of it; `tinwatch doctor` shows what they find."""
