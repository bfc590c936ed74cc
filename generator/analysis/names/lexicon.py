"""The lexicon of name extraction: verbs of presenting and naming, nouns for kinds of names, and words that are never
names.
"""

import re
from typing import Literal


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


Kind = Literal["method", "model", "dataset", "benchmark", "task", "tool", "metric", "acronym", ""]

_KINDS: dict[Kind, str] = {
    "dataset": "dataset data corpus corpora collection database testset",
    "benchmark": "benchmark testbed leaderboard suite challenge",
    "task": "task problem",
    "metric": "metric",
    "tool": "tool toolkit toolbox library platform interface simulator software package application app plugin",
    "model": "model network architecture transformer llm vlm family classifier detector encoder decoder",
    "method": "method approach framework algorithm technique strategy system pipeline module paradigm procedure scheme"
    " mechanism block loss attack defense agent solution optimizer policy reranker retriever estimator"
    " methodology protocol adapter solver baseline recipe workflow plug-in regularizer objective theory language"
    " generator tokenizer sampler planner controller assistant pretraining tuning masking",
}
KIND_OF: dict[str, Kind] = {
    form: kind for kind, words in _KINDS.items() for word in words.split() for form in (word, f"{word}s")
} | {"networks": "model", "libraries": "tool", "strategies": "method"}

# What a paper does to a name. A past tense speaks of it only behind `we` or `our`.
_STEMS_E = "propos introduc releas creat curat devis contribut describ formulat describ provid"
_STEMS = "present develop design construct build collect unveil establish publish open-sourc"
PRESENT_FORMS = frozenset(
    [stem + ending for stem in _STEMS_E.split() for ending in ("e", "es", "ing")]
    + [stem + ending for stem in _STEMS.split() for ending in ("", "s", "ing", "es")]
)
PAST_FORMS = frozenset([stem + "ed" for stem in f"{_STEMS_E} {_STEMS}".split()] + ["built"])
VERB_FORMS = PRESENT_FORMS | PAST_FORMS | {f"{form}," for form in PAST_FORMS}
NOUNS = frozenset(
    ("design", "designs", "release", "releases", "present", "construct", "constructs", "build", "collect")
)
"""Of these forms, those that may be a noun or an adjective: `computer-aided design (CAD)`."""
NAMING_FORMS = frozenset(
    ("called", "named", "dubbed", "termed", "coined", "namely", "namely,", "titled", "i.e.,", "i.e.")
)
WE_NAME_FORMS = frozenset(("call", "dub", "term", "name", "coin", "refer"))
NOVELTY_FORMS = frozenset(
    ("novel", "new", "first", "simple", "unified", "efficient", "comprehensive", "large-scale", "lightweight")
)
LIST_FORMS = frozenset(("datasets:", "benchmarks:", "models:", "methods:", "variants:", "datasets,", "benchmarks,"))
NEW_FORMS = frozenset(("novel", "new", "first"))
OUR_FORMS = frozenset(("our", "Our"))

# A name may stand behind these on the way from the verb, and not behind any preposition or the next clause's start.
OBJECT_ENDS = _word_set(
    """
    that which to by for on in from using based via through where when with while leveraging because as into
    under within against upon whose and of than how what why whether is are can has have it we inspired built
    trained between across over at after or but designed following toward towards about achieves attains obtains
    reaches yields outperforms improves shows demonstrates
    """
)
# What papers speak of and none of them introduces; the counts of a large library add to it.
COMMON = _word_set(
    """
    2D 3D 4D 5G 6G AI AGI API APIs AR ASR AUC BERT CCTV CLIP CNN CNNs COCO CoT CPU CPUs CT CUDA CV DNN DNNs DNA
    DPO EEG FID FLOPs FPS FPGA GAN GANs GDPR GNN GNNs GPS GPT GPU GPUs GRPO GUI HCI HPC HTML ICL ID IDs IoT IoU
    IR IT JSON KG KGs KV LiDAR LLM LLMs LMM LMMs LoRA LSTM LVLM LVLMs MAE MCP MDP ML MLLM MLLMs MLP MoE MRI NeRF
    NLP NP OCR ODE OOD PCA PDE PDEs PDF PEFT PET PPO PyTorch QA RAG RGB RGB-D RL RLHF RLVR RNN RNNs ROC ROS SAM
    SFT SGD SLAM SMT SNN SNNs SOTA SoTA SQL SSL SSM SSMs SVM TTS UAV UAVs UI UK US USA USD VAE VAEs VLA VLAs VLM
    VLMs VQA VR ViT ViTs XAI XR GitHub HuggingFace YouTube Wikipedia arXiv OpenAI ChatGPT GPT-3 GPT-4 GPT-4o
    GPT-4V GPT-5 DeepSeek Transformer Transformers Gaussian Bayesian Python Java JavaScript C++ Linux Android
    iOS METHOD U-Net UNet ResNet LLaMA Llama2
    """
)
MODIFYING = re.compile(
    r".*-(?:based|guided|driven|aware|level|style|like|powered|enabled|enhanced|augmented|generated|specific|free"
    r"|centric|oriented|wise|trained|assisted|only|inspired|integrated|native|compatible|optimal|hard|complete"
    r"|in-the-loop"
    r"|to-\w+|conditioned|adapted|supervised|modal|agnostic|friendly|grounded|tuned|derived|informed|compliant|as-a-\w+"
    r"|judge|empowered|controlled|equipped|aligned|parameter|shot|step|scale|dimensional|class|view|bit|way|fold|related)",
    re.IGNORECASE,
)
QUALIFYING = re.compile(
    r".*-(?:accelerated|optimized|relevant|induced|constrained|weighted|quantized|regularized|efficient|capable)",
    re.IGNORECASE,
)
"""These may close a word of a long name, but no name."""
GENERIC_TITLES = _word_set(
    """
    Position Survey Review Opinion Perspective Viewpoint Commentary Tutorial Editorial Report Demo Preface
    Introduction Beyond Towards Rethinking Revisiting Understanding Overview Technical Note Abstract Keynote
    Erratum Correction Workshop Proceedings Benchmark Dataset Challenge Comment Reply
    """
)
