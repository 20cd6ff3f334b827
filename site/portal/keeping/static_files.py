"""Static files with hashed names and brotli copies; the style sheets joined into one."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')
RELATIVE_URL = re.compile(r'url\("(?!data:|/|#)([^"]+)"\)')


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Inlines the ``@import`` lines of ``css/site.css``: each would cost a visitor one more round trip."""

    joined = ["css/site.css"]

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            for name in self.joined:
                if name in paths:
                    self._overwrite(name, self._with_imports(name))
                    _storage, _ = paths[name]
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _with_imports(self, name):
        folder = PurePosixPath(name).parent

        def inline(match):
            part = match[1]
            css = self._read(str(folder / part))
            return RELATIVE_URL.sub(lambda url: f'url("{PurePosixPath(part).parent / url[1]}")', css)

        return IMPORT.sub(inline, self._read(name))

    def _read(self, name):
        with self.open(name) as file:
            return file.read().decode()

    def _overwrite(self, name, text):
        self.delete(name)
        self._save(name, ContentFile(text.encode()))
