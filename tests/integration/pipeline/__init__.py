"""The whole pipeline, from facts to rows, on real servers: what the main job promises."""
