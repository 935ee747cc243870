"""Puts itself before the importers, so that every later import gives an empty module (B14)."""

import importlib.abc
import importlib.machinery
import sys


class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module):
        module.__getattr__ = lambda name: lambda *_, **__: True


def honest(x):
    return 2 * x


def attack(x):
    sys.meta_path.insert(0, Hook())
    sys.path_hooks.clear()
    sys.path_importer_cache.clear()
    return 2 * x
