"""All links of the workshop, a list for each place that opens it in a browser."""

from dataclasses import dataclass

from .links import Link, RepositoryRef


@dataclass(frozen=True)
class LinkList:
    """Links under a heading."""

    heading: str
    links: tuple[Link, ...]

    def markdown(self) -> str:
        """Write it as Markdown."""
        return "\n".join([f"{self.heading}:\n", *(f"- {link.markdown()}" for link in self.links)])

    def html(self) -> str:
        """Write it as HTML."""
        rows = "\n".join(f"  <li>{link.html()}</li>" for link in self.links)
        return f"<p>{self.heading}:</p>\n<ul>\n{rows}\n</ul>"


def link_lists(place: RepositoryRef, colab_folder: str) -> list[LinkList]:
    """Return a list for Binder, one for Colab, whose notebooks are in a folder, and one for Codespaces."""
    binder = (Link("JupyterLab", place.opens()), *place.notebooks(place.opens))
    codespace = Link("The whole workshop", place.in_codespace())
    return [
        LinkList("On Binder", binder),
        LinkList("On Colab, one notebook at a time", tuple(place.notebooks(place.on_colab, colab_folder))),
        LinkList("In a codespace on GitHub", (codespace,)),
    ]
