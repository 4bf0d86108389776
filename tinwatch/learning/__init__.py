"""How the learned models are made and judged: samples, folds, fitting, figures, cards. Nothing here runs when posts are assessed."""
