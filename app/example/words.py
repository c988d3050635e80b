"""What the invented groups and people write, in the languages they write in."""

from __future__ import annotations

# What groups say of themselves: in the directory, and as the answer to "What do you do?".
WHAT_WE_DO = {
    "en": (
        "We meet every week, hand out clean equipment and naloxone, and go with people to the clinic.",
        "We are a small group. We speak with the town hall about laws that punish people for using drugs.",
        "We train peers in overdose response and write down what people tell us about their rights.",
        "We bring together groups from all over the country and carry what they say to parliament.",
    ),
    "es": (
        "Nos reunimos cada semana, entregamos materiales limpios y naloxona, y acompañamos a la clínica.",
        "Somos un grupo pequeño. Hablamos con la alcaldía sobre las leyes que castigan a "
        "quienes usan drogas.",
        "Formamos a pares en respuesta a sobredosis y anotamos lo que la gente nos cuenta de sus derechos.",
        "Reunimos a grupos de todo el país y llevamos su palabra al congreso.",
    ),
    "fr": (
        "Nous nous voyons chaque semaine, donnons du matériel propre et de la naloxone, et accompagnons au "
        "centre de santé.",
        "Nous sommes un petit groupe. Nous parlons à la mairie des lois qui punissent l’usage de drogues.",
        "Nous formons des pairs à réagir aux surdoses et notons ce que l’on nous dit des droits.",
        "Nous réunissons des groupes de tout le pays et portons leur parole au parlement.",
    ),
    "pt": (
        "Encontramo-nos toda semana, distribuímos materiais limpos e acompanhamos as "
        "pessoas ao posto de saúde.",
        "Reunimos grupos de todo o país e levamos a sua palavra ao parlamento.",
    ),
    "ru": (
        "Мы встречаемся каждую неделю, раздаём чистые материалы и ходим с людьми в клинику.",
        "Мы объединяем группы со всей страны и говорим об их правах.",
    ),
    "ar": (
        "نلتقي كل أسبوع ونوزع أدوات نظيفة ونرافق الناس إلى العيادة.",
        "نجمع مجموعات من كل البلاد ونتحدث عن حقوقها.",
    ),
}

WHAT_WE_DID = {
    "en": (
        "Two years ago we wrote, with six other groups, what a fair law would look like. The ministry "
        "invited us, and two of our sentences are in the draft. Every June we are in the streets."
    ),
    "es": (
        "Hace dos años escribimos, con otros seis grupos, cómo sería una ley justa. El ministerio nos invitó "
        "y dos de nuestras frases están en el borrador. Cada junio salimos a la calle."
    ),
    "fr": (
        "Il y a deux ans, nous avons écrit avec six autres groupes à quoi ressemblerait une loi juste. Le "
        "ministère nous a reçus et deux de nos phrases sont dans le projet. Chaque mois de juin, nous "
        "sommes dans la rue."
    ),
    "pt": (
        "Há dois anos escrevemos, com outros seis grupos, como seria uma lei justa. Todo mês de junho saímos."
    ),
    "ru": "Два года назад вместе с шестью группами мы написали, каким был бы справедливый закон.",
    "ar": "قبل عامين كتبنا مع ست مجموعات أخرى كيف يكون القانون العادل.",
}

WHAT_WE_ADD = {
    "en": "Few groups of our region are here. We know the villages, and we have time to talk.",
    "es": "Hay pocos grupos de nuestra zona aquí. Conocemos los pueblos y tenemos tiempo para conversar.",
    "fr": (
        "Peu de groupes de notre région sont ici. Nous connaissons les villages et "
        "prenons le temps de parler."
    ),
    "pt": "Há poucos grupos da nossa região aqui. Conhecemos as aldeias e temos tempo para conversar.",
    "ru": "Из нашего региона здесь мало групп. Мы знаем сёла, и у нас есть время поговорить.",
    "ar": "مجموعات منطقتنا هنا قليلة. نحن نعرف القرى ولدينا وقت للحديث.",
}

WHY_NOT_REGISTERED = {
    "en": "The office asks for home addresses, and we do not want to write those down.",
    "es": "La oficina pide direcciones de casa y no queremos dejarlas escritas.",
    "fr": "L’administration demande des adresses personnelles, et nous ne voulons pas les écrire.",
    "pt": "O cartório pede endereços de casa, e não queremos deixá-los escritos.",
    "ru": "Нас просят указать домашние адреса, а мы не хотим их записывать.",
    "ar": "يطلبون عناوين البيوت ونحن لا نريد أن نكتبها.",
}

# Two lines that members read while they are asked.
TWO_LINES = {
    "en": "A group that hands out equipment and talks with the authorities. It began around a kitchen table.",
    "es": "Un grupo que entrega materiales y conversa con las autoridades. Empezó alrededor de una mesa.",
    "fr": "Un groupe qui donne du matériel et parle avec les autorités. Il a commencé autour d’une table.",
    "pt": "Um grupo que distribui materiais e conversa com as autoridades. Começou à volta de uma mesa.",
    "ru": "Группа, которая раздаёт материалы и говорит с властями. Всё началось за кухонным столом.",
    "ar": "مجموعة توزع الأدوات وتتحدث مع السلطات. بدأت حول طاولة مطبخ.",
}

PAPER = {
    "en": "This is an example document. It stands for a paper that a group would send.",
    "es": "Este es un documento de ejemplo. Representa un papel que enviaría un grupo.",
    "fr": "Ceci est un document d’exemple. Il représente un papier qu’un groupe enverrait.",
}

# What the network's people write, each in their own language.
CHECK_NOTE = {
    "en": "I called two groups nearby. Both know them and are glad that they apply.",
    "es": "Llamé a dos grupos cercanos. Conocen a este grupo y se alegran de su solicitud.",
    "fr": "J’ai appelé deux groupes voisins. Ils le connaissent et se réjouissent de sa demande.",
}
CHECK_CONCERN = {
    "en": "Two groups nearby say that the same people applied before under another name. Please ask them.",
    "es": (
        "Dos grupos cercanos dicen que las mismas personas ya hicieron una solicitud con otro "
        "nombre. Conviene preguntar."
    ),
    "fr": (
        "Deux groupes voisins disent que les mêmes personnes ont déjà fait une demande sous un "
        "autre nom. À vérifier."
    ),
}
SUPPORT = {
    "en": "We worked with them last June. They keep their word.",
    "es": "Trabajamos con ese grupo en junio pasado. Cumplen lo que dicen.",
    "fr": "Nous avons travaillé avec ce groupe en juin dernier. Il tient parole.",
}
NO_KNOWLEDGE = {
    "en": "We do not know them.",
    "es": "No conocemos al grupo.",
    "fr": "Nous ne connaissons pas ce groupe.",
}
OBJECTION = {
    "en": "As far as we know, decisions are taken by a larger organisation that is a member already.",
    "es": "Hasta donde sabemos, decide por el grupo una organización más grande que ya es miembro.",
    "fr": "À notre connaissance, les décisions sont prises par une organisation plus grande, déjà membre.",
}
OBJECTION_PUT = {
    "en": "We heard that a larger organisation may decide for you. Please tell us how you decide.",
    "es": "Nos dijeron que quizá otra organización decide por ustedes. Cuéntanos cómo deciden.",
    "fr": (
        "On nous a dit qu’une organisation plus grande déciderait pour vous. Dites-nous comment vous décidez."
    ),
}
OBJECTION_REPLY = {
    "en": "We shared their office until last year. Our assembly decides; the minutes are with our papers.",
    "es": (
        "Compartimos su oficina hasta el año pasado. Decide nuestra asamblea; el acta está con los papeles."
    ),
    "fr": (
        "Nous partagions leurs bureaux jusqu’à l’an dernier. Notre assemblée décide ; le "
        "compte rendu est joint."
    ),
}
PLEASE_SEND = {
    "en": "Thank you for all you wrote. Could you tell us a little more, and send one more paper?",
    "es": "Gracias por todo lo que escribiste. ¿Nos cuentas un poco más y envías un documento más?",
    "fr": "Merci pour tout ce que vous avez écrit. Pouvez-vous en dire un peu plus et envoyer un document ?",
}
VOTE_FOR = {
    "en": "Their work speaks for itself, and the region needs them.",
    "es": "Su trabajo habla por sí solo y la región necesita a este grupo.",
    "fr": "Leur travail parle de lui-même et la région a besoin de ce groupe.",
}
VOTE_AGAINST = {
    "en": "Somebody else decides for them. I would be glad to see them again in a year.",
    "es": "Alguien más decide por el grupo. Me alegraría ver otra solicitud en un año.",
    "fr": "Quelqu’un d’autre décide pour ce groupe. J’espère le revoir dans un an.",
}
ABSTAINING = {
    "en": "I know too little of the country to say.",
    "es": "Conozco demasiado poco el país para opinar.",
    "fr": "Je connais trop peu le pays pour me prononcer.",
}
MET = {
    "en": "The papers and the answers show it.",
    "es": "Los documentos y las respuestas lo muestran.",
    "fr": "Les documents et les réponses le montrent.",
}
PARTLY = {
    "en": "Not all of it is clear yet.",
    "es": "Todavía no está todo claro.",
    "fr": "Tout n’est pas encore clair.",
}
NOT_MET = {
    "en": "Decisions are taken outside the group.",
    "es": "Las decisiones se toman fuera del grupo.",
    "fr": "Les décisions se prennent hors du groupe.",
}
WAIVED = {
    "en": "Registering would put people at risk. We set this aside.",
    "es": "Registrarse pondría en riesgo a las personas. Dejamos de lado este criterio.",
    "fr": "L’enregistrement mettrait des personnes en danger. Nous mettons ce critère de côté.",
}
WELCOME = {
    "en": "Welcome. We look forward to working with you.",
    "es": "Les damos la bienvenida. Tenemos muchas ganas de trabajar en conjunto.",
    "fr": "Bienvenue. Nous nous réjouissons de travailler avec vous.",
}
NOT_NOW = {
    "en": "We cannot admit you now. Please come back once your own assembly decides.",
    "es": "Por ahora no podemos admitir a tu grupo. Vuelve a escribirnos cuando decida su propia asamblea.",
    "fr": "Nous ne pouvons pas vous admettre maintenant. Revenez quand votre propre assemblée décidera.",
}
RECUSAL = {
    "en": "I worked for them until last year.",
    "es": "Trabajé en ese grupo hasta el año pasado.",
    "fr": "J’ai travaillé pour ce groupe jusqu’à l’an dernier.",
}
BY_PHONE = {
    "en": "A call on a borrowed phone; read back to them, sentence by sentence.",
    "es": "Una llamada desde un teléfono prestado; se les leyó de nuevo, frase por frase.",
    "fr": "Un appel depuis un téléphone prêté ; relu avec le groupe, phrase par phrase.",
}
LATER = {
    "en": "We want to talk about it with everybody first.",
    "es": "Primero queremos conversarlo entre todas las personas del grupo.",
    "fr": "Nous voulons d’abord en parler avec tout le monde.",
}
