"""Reads assignments and fixtures, runs submissions, judges their answers. Imports no reference, no report, no fixture builder."""
