"""The yardstick: an export carried to S3 by a script of the usual kind. It downloads, unzips, gunzips to disk and uploads, one after the other, and checks nothing.

usage: straight_script.py URL FOLDER ENDPOINT BUCKET PREFIX [put]     with requests and boto3; the keys of the bucket in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
With `put` each object is one request; without, upload_file sends what is over 8 MB in parts, as boto3 does where nobody says otherwise.
"""
import glob, gzip, os, shutil, sys, zipfile

import boto3
import requests

url, folder, endpoint, bucket, prefix = sys.argv[1:6]
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
    key = prefix + os.path.basename(unpacked)
    if sys.argv[6:] == ["put"]:
        with open(unpacked, "rb") as file: s3.put_object(Bucket=bucket, Key=key, Body=file)
    else: s3.upload_file(unpacked, bucket, key)
