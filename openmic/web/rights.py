"""What everybody may ask of the site: the addresses of their own data, and of complaints about it."""

from starlette.routing import Route

from openmic.web import complaint, personal_data, plain

FORM = ["GET", "HEAD", "POST"]
ROUTES = [
    Route("/privacy/request/", plain.either(show=personal_data.show, act=personal_data.send), methods=FORM),
    Route("/privacy/request/sent/", personal_data.sent),
    Route("/privacy/data/", personal_data.look),
    *(Route(f"/privacy/data/{file}", personal_data.download) for file in personal_data.FILES),
    Route(
        "/privacy/data/erase/", plain.either(show=personal_data.ask, act=personal_data.erase), methods=FORM
    ),
    Route("/privacy/erased/", personal_data.done),
    Route("/complaint/", plain.either(show=complaint.show, act=complaint.send), methods=FORM),
    Route("/complaint/sent/", complaint.sent),
    Route("/moderation/complaints/", complaint.show_all),
    Route("/moderation/complaints/{complaint}/answer", complaint.answer, methods=["POST"]),
]
