"""The yardstick: an export carried to S3 by a script of the usual kind. It downloads, unzips, gunzips to disk and uploads, one after the other, and checks nothing.

usage: straight_script.py URL FOLDER ENDPOINT BUCKET PREFIX     with requests and boto3; the keys of the bucket in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
"""
import glob, gzip, os, shutil, sys, zipfile

import boto3
import requests

url, folder, endpoint, bucket, prefix = sys.argv[1:]
archive = os.path.join(folder, "export.zip")
with requests.get(url, auth=("key", "secret"), stream=True) as answer:
    answer.raise_for_status()
    with open(archive, "wb") as file:
        for chunk in answer.iter_content(1 << 20): file.write(chunk)
with zipfile.ZipFile(archive) as opened: opened.extractall(folder)
for packed in glob.glob(folder + "/**/*.json.gz", recursive=True):
    with gzip.open(packed, "rb") as source, open(packed[:-3], "wb") as target: shutil.copyfileobj(source, target)
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
for unpacked in sorted(glob.glob(folder + "/**/*.json", recursive=True)):
    # One put an object: upload_file cuts what is over 8 MB in parts, which a server over a folder has to put together again.
    with open(unpacked, "rb") as file: s3.put_object(Bucket=bucket, Key=prefix + os.path.basename(unpacked), Body=file)
