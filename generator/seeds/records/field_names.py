"""The names that fields of papers have in data files, in any language, and the one name that all readers share.

Names are folded before they are looked up: `Abstract Note`, `abstract_note` and `abstractNote` are one. Among several
names of one field in a record the first in the list counts before the others.
"""

import re
import unicodedata
from typing import NamedTuple

_NAMES: dict[str, str] = {
    "title": """
        title papertitle articletitle documenttitle primarytitle fulltitle worktitle originaltitle titles
        displayname headline ti t1 titel titre titulo titolo tittel otsikko tytuł titul cim titlu baslik titulek
        naslov 标题 題名 题名 篇名 论文标题 文章标题 论文题目 论文名称 文献标题 题目 標題 タイトル 論文名 表題
        論題 論文タイトル 제목 논문명 논문제목 название заглавие заголовок назва العنوان כותרת शीर्षक""",
    "abstract": """
        abstract abstractnote abstracttext paperabstract abstractraw abstracts debugabstract ab summary abstrakt
        zusammenfassung kurzfassung resume resumen resumo sommario riassunto samenvatting streszczenie
        sammanfattning sammendrag tiivistelma ozet abstrakte 摘要 中文摘要 内容摘要 文摘 要旨 抄録 概要
        アブストラクト 要約 초록 요약 аннотация реферат анотація الملخص תקציר सार""",
    "description": "descriptions description contenttext contenthtml contentencoded encoded content",
    "authors": """
        authorsparsed authorfullnames fullauthornames authorsfullnames authors author authornames authorlist
        authorships authfullname authorstring contrib creators creator personname contributors af au a1 a autor autoren
        autores autori auteurs auteur verfasser autorzy forfattare forfatter forfattere yazarlar yazar tekijat
        szerzok autoři 作者 作者列表 著者 著者名 作成者 저자 저자명 авторы автор автори المؤلفون المؤلف מחברים
        लेखक""",
    "editors": "editors editor herausgeber editeurs editores curatori редактор редакторы 编辑 編者",
    "arxiv": "arxiv arxivid arxiveprints arxivnumber eprint arxivurl urlarxiv linkarxiv",
    "arxiv_class": "primaryclass primarycategory arxivprimarycategory arxivclass",
    "arxiv_classes": "categories",
    "doi": "doi dois doiurl urldoi digitalobjectidentifier articledoi doinumber itemdoi bookdoi di",
    "id": """
        id paperid identifier identifiers uid guid externalid sourceid elocationid articleid
        electronicresourcenum""",
    "note": "note notes extra",
    "openreview": "forum openreview openreviewid forumid openreviewurl",
    "acl": "aclid aclanthologyid anthologyid",
    "pubmed": "pmid pubmedid pubmed",
    "published": """
        published publishedat publicationdate dateissued datepublished publisheddate publisheddateprint
        publisheddateonline publishedprint publishedonline pubdate coverdate issued date created submitted
        submissiondate datesubmitted publishdate publishtime earliestdate
        preprintdate firstposted datum fecha data datadepublicacao fechadepublicacion
        erscheinungsdatum publikationsdatum dataora 发表时间 发表日期 出版日期 日期 出版时间 発行日 発表日
        公開日 발행일 дата датапубликации تاريخ""",
    "year": """
        year publicationyear pubyear copyrightyear publishedyear yearpublished py jahr annee ano anno jaar rok
        ar vuosi yil erscheinungsjahr publikationsjahr jahrgangsjahr anodepublicacao anodepublicacion godina 年
        年份 年度 出版年 发表年份 出版年份 发表年 発行年 出版年月 연도 발행년 발행연도 год годпубликации рік
        السنة שנה वर्ष""",
    "month": "month monat mois mes mese maand pd 月 месяц",
    "listed": "submittedondailyat listed listedon datelisted listeddate",
    "venue": """
        journaltitle journal containertitle publicationtitle fulljournalname publicationinfo proceeding
        sourcetitle publicationname journalname journalref journalreference venue venuename booktitle conferencename
        conference conferencetitle conferenceproceedings proceedingstitle secondarytitle periodical publicationvenue
        hostvenue primarylocation sourcename publication proceedings eventtitle eventname event meetingname so jo jf t2
        zeitschrift tagung konferenz revue revista rivista tijdschrift czasopismo tidskrift tidsskrift dergi
        期刊 刊名 来源 文献来源 来源期刊 期刊名称 会议 会议名称 出处 雑誌名 掲載誌 掲載雑誌 会議名 학술지 저널
        학술지명 журнал конференция издание المجلة""",
    "votes": "upvotes votes upvotecount numvotes likes stimmen",
    "author_count": "authorcount numauthors numberofauthors",
    "keywords": """
        keywords keyword authorkeywords tags tag subjects manualtags schlagworter schlusselworter stichworter
        motscles palabrasclave palavraschave parolechiave trefwoorden słowakluczowe 关键词 关键字 關鍵詞
        キーワード 키워드 주제어 ключевыеслова""",
    "url": """
        url link links urls weblink adresse enlace lien absurl abs paperurl urlpaper paperlink articleurl
        alternate urlabs ee pageurl externalurl website 链接 网址 原文链接 リンク 링크 ссылка""",
    "pdf": "pdf pdfurl pdflink urlpdf openaccesspdf fulltexturl linktopdf",
    "code": """
        code codeurl urlcode codelink github githuburl githubrepo githublink repo repository implementation 代码""",
    "project": "project projectpage projecturl urlproject homepage",
    "data": "dataset datasets dataseturl urldataset datalink",
    "demo": "demo demourl urldemo",
    "comment": "comment comments arxivcomment authorcomment",
}
"""The shared name of each field, with its names in files, that which counts most first."""

_RANKS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
_AMBIGUOUS = frozenset(
    (
        "a",
        "a1",
        "ab",
        "af",
        "ano",
        "ar",
        "au",
        "cim",
        "data",
        "di",
        "extra",
        "jf",
        "jo",
        "mes",
        "pd",
        "py",
        "so",
        "t1",
        "t2",
        "ti",
    )
)
"""Names too short to say much: they count as headers of a table, not as keys of any data."""
_PARTS = re.compile(r"(?<!\s)\s*+[-/|:：]\s*|(?<!\s)\s++[(（\[]")


def fold_name(name: str) -> str:
    """A name in the one spelling that is looked up: small letters and digits, without accents."""
    bare = unicodedata.normalize("NFKD", name.rpartition("}")[2].casefold())
    return "".join(filter(str.isalnum, bare.replace("\u3099", "").replace("\u309a", "")))


_PREFIX = re.compile(r"(?:dc|dcterms|prism|arxiv|bibo|schema):(?=\w)", re.IGNORECASE)
"""What XML has before names, where programs made JSON or a table of it."""
_WRAPS = frozenset(("content", "paper", "metadata", "attributes", "fields", "externalids", "work"))
_WRAPPED = frozenset(("value", "text", "name", "displayname", "title", "url", "source", "author", "rawauthorname"))
"""What stands before and behind the name of a field where programs flatten data: `content.title.value`."""


def _look_up(name: str) -> tuple[str, int] | None:
    """What a name means, be it a path in data: `journal.name`, but not `journal.volume`."""
    path = [fold_name(part) for part in _PREFIX.sub("", name).split(".")]
    if len(path) == 1 or not all(path):
        folded = path[0] or fold_name(name)
        return _FOLDED.get(folded) or _FOLDED.get(folded.removeprefix("paper"))
    start = next((number for number, part in enumerate(path) if part not in _WRAPS), 0)
    return _FOLDED.get(path[start]) if _WRAPPED.issuperset(path[start + 1 :]) else None


_FOLDED = {fold_name(name): place for name, place in reversed(_RANKS.items())}


class KeyMeaning(NamedTuple):
    """A key folded, and what it means: the shared name of a field and how much it counts (0 most), or nothing."""

    folded: str
    field: str = ""
    rank: int = 0


class KeyMeanings(dict[str, KeyMeaning]):
    """What the keys of one file mean, each looked up once."""

    def __missing__(self, key: str) -> KeyMeaning:
        folded = fold_name(key)
        self[key] = found = KeyMeaning(folded, *((_look_up(key) or ()) if folded not in _AMBIGUOUS else ()))
        return found


def find_header(name: str) -> tuple[str, int] | None:
    """The shared name of a column's field and how much it counts; None for what is no field of a paper.

    It may be an abbreviation, or have two names: `Title-题名`.
    """
    if found := _look_up(name):
        return found
    parts = [fold_name(part) for part in _PARTS.split(name)]
    return next((_FOLDED[part] for part in parts if part in _FOLDED), None) if len(parts) > 1 else None
